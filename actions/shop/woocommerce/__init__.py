"""WooCommerce behind the shop interface, over its REST API v3 and nothing else: no plugin of ours is needed there."""
