import cmd


class Shell(cmd.Cmd):
    intro = "You are now in the shell of the tide tables. Type help or ? to list the commands."
    prompt = "(tides) "
    doc_header = "Commands you can use (type help <command> for more):"

    def do_list(self, line):
        """list [harbour]: List the tides of the given harbour, or of all of them."""

    def help_quit(self):
        print("Leave the shell. Your answers and settings are kept.")
