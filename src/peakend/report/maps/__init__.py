"""The E-MOT map: columns are the moments of a scenario in the customer's order, lanes are what is known of them."""
