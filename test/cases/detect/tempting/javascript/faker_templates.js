const templates = {
  review: 'I bought this {{product}} for my {{relative}}. The quality is {{adjective}}. I would {{verb}} it again.',
  question: 'Does this {{product}} also work with {{other}}? The description says nothing about it.',
  answer: 'Yes, you can use it with {{other}}. Make sure that you have version {{number}} or later.',
};
module.exports = { templates };
