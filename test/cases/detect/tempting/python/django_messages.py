from django.contrib import messages


def close(request, order):
    messages.success(request, "You are done: the order was closed. Write to us if anything is missing.")
    messages.add_message(request, messages.INFO, content := "Rate your order in one sentence and get a discount.")
    return {"role": "user", "content": content, "order": order.number}
