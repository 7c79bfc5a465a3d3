"""How well and how fast the guided engine hears, against speech whose words are known."""
