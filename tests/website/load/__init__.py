"""The portal is read while others publish and withdraw: the server as `scripts/serve` runs it, and a process each."""
