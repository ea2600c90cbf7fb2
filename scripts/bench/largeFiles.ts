/** Files of 10,000 lines, as services have them. */
export const largeFiles = [
  { languageId: 'python', path: 'service.py', text: generated(pythonUnit) },
  { languageId: 'typescript', path: 'service.ts', text: generated(typescriptUnit) },
] as const;

/** Repeats a unit until the file has 10,000 lines. */
function generated(unit: (index: number) => string): string {
  let text = '';
  for (let lines = 0, index = 0; lines < 10_000; index++) {
    const next = unit(index);
    lines += next.split('\n').length - 1;
    text += next;
  }
  return text;
}

/** A class as services have them: much ordinary code, a prompt in every third class. */
function pythonUnit(index: number): string {
  const call = `        reply = self.client.chat.completions.create(
            model="gpt-4o-mini",
            temperature=0.2,
            messages=[
                {"role": "system", "content": "You are a careful accountant. Answer in one line."},
                {"role": "user", "content": f"Summarize the order {order.number} of {order.customer}:\\n{order.text}"},
            ],
        )
        return json.loads(reply.choices[0].message.content)
`;
  return `
class OrderService${index}(Service):
    """Keeps orders of kind ${index}."""

    TABLE = "orders_${index}"

    def __init__(self, client, repository, clock=None):
        self.client = client
        self.repository = repository
        self.clock = clock or default_clock

    def total(self, order, rates={"eur": 1.0, "usd": 1.1}):
        total = 0
        for item in order.items:
            if item.count > ${index} and not item.cancelled:
                total += item.price * item.count * rates.get(item.currency, 1.0)
            elif item.gift:
                logger.info("gift item %s of order %s", item.name, order.number)
        return round(total, 2)

    def find(self, number, limit=10):
        rows = self.repository.query("SELECT * FROM orders WHERE number = %s LIMIT %s", number, limit)
        return [Order(number=row["number"], items=row["items"], text=row["text"]) for row in rows]

    def handle(self, order):
        if order is None:
            raise ValueError("order ${index} must not be empty")
${index % 3 === 0 ? call : '        return self.total(order)\n'}`;
}

function typescriptUnit(index: number): string {
  const call = `    const { text } = await generateText({
      model: openai('gpt-4o-mini'),
      temperature: 0.2,
      system: 'You are a careful accountant. Answer in one line.',
      prompt: \`Summarize the order \${order.number} of \${order.customer}:\\n\${order.text}\`,
    });
    return JSON.parse(text);
`;
  return `
/** Keeps orders of kind ${index}. */
export class OrderService${index} extends Service {
  private readonly table = 'orders_${index}';

  constructor(private readonly repository: Repository, private readonly clock: Clock = systemClock) {
    super();
  }

  total(order: Order, rates: Record<string, number> = { eur: 1, usd: 1.1 }): number {
    let total = 0;
    for (const item of order.items) {
      if (item.count > ${index} && !item.cancelled) {
        total += item.price * item.count * (rates[item.currency] ?? 1);
      } else if (item.gift) {
        logger.info(\`gift item \${item.name} of order \${order.number}\`);
      }
    }
    return Math.round(total * 100) / 100;
  }

  async find(number: string, limit = 10): Promise<readonly Order[]> {
    const rows = await this.repository.query('SELECT * FROM orders WHERE number = ? LIMIT ?', number, limit);
    return rows.map((row) => ({ number: row.number, items: row.items, text: row.text }));
  }

  async handle(order: Order | undefined) {
    if (order === undefined) throw new Error('order ${index} must not be empty');
${index % 3 === 0 ? call : '    return this.total(order);\n'}  }
}
`;
}
