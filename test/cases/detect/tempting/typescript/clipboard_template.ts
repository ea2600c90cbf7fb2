export const issueTemplate = (version: string) => `**What happened?**
Describe the bug in a few sentences. Do not include keys or passwords.

**What did you expect?**

**Steps**
1. …

Version: ${version}`;
