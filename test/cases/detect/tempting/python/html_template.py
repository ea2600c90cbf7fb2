SYSTEM_TEMPLATE = """<div class="system">
  <h2>{{ system.name }}</h2>
  <p>You are viewing the status page of {{ system.name }}. Given the current load, answers may take longer.</p>
  <ul>{% for event in events %}<li>{{ event.time }}: {{ event.text }}</li>{% endfor %}</ul>
</div>"""
USER_TEMPLATE = "<p>Hello {{ user.name }}, you are logged in as {{ user.role }}.</p>"
