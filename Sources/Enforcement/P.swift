enum PlaceholderEnforcement {}
