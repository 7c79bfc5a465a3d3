"""What a command of this machine does with a home that runs elsewhere: send a folder, follow its job, ask how it stands."""
