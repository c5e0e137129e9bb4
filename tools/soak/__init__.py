"""Long trials: every notebook under settings drawn by lot, every instrument under actions drawn by lot."""
