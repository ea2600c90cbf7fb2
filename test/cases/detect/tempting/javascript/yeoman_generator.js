module.exports = class extends Generator {
  async prompting() {
    this.answers = await this.prompt([
      { name: 'name', message: 'What is the name of your project?', default: this.appname },
      { name: 'description', message: 'Describe your project in one sentence for its README.' },
      { name: 'assistant', type: 'confirm', message: 'Would you like to add an assistant that answers questions?' },
    ]);
  }
};
