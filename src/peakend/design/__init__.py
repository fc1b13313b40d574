"""What will we do? Design: from what customers need to what the organisation sets, the weights and their uncertainty carried along."""
