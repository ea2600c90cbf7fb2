LICENCE_TEXT = """You are free to use, copy and change this program, provided that the following notice stays with it.
You must not use the name of the authors to promote what is made of it without their written permission.
The program is given as it is, in the hope that it is of use, and without any promise that it is."""
HEADER = f"# Part of the tide tables. See LICENCE for what you may do with it."
