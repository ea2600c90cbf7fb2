/** Something with a lifetime. */
export interface Disposable {
  dispose(): void;
}

/** Gathers things to dispose of together, last added first; adding after disposal disposes at once. */
export class Disposables implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
