import getpass

PROMPT = "Enter the number of the account you want to close: "
CONFIRM_PROMPT = "You are about to delete every backup of this account. Type the name of the account to continue: "
PASSWORD_PROMPT = "Please enter the passphrase of your key (it is not shown while you type): "


def close_account(accounts):
    number = input(PROMPT)
    if input(CONFIRM_PROMPT) != accounts[number].name:
        raise SystemExit("The name does not match. Nothing was deleted.")
    return getpass.getpass(PASSWORD_PROMPT)
