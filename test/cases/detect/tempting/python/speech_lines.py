STATION_ANNOUNCEMENT = "Attention please. The train to {city} is about to leave from platform {platform}. Please mind the gap."
VOICE_MENU = """Welcome to the harbour office. For the tides, press one. For berths, press two.
To talk to an assistant, stay on the line. Please have the name of your ship ready.
You are number {place} in the queue. Your call will be answered in about {minutes} minutes."""
