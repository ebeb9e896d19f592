"""What an office sets for itself: levels and parameters of the rules, over what forms and program say."""
