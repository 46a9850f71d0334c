"""The review: a queue of findings in the browser, and a store of what people decided on them."""
