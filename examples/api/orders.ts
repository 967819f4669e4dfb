import { randomUUID } from 'node:crypto';

export interface NewOrder {
  readonly item: string;
  readonly quantity: number;
}

export interface Order extends NewOrder {
  readonly id: string;
  readonly status: 'open';
  readonly createdAt: string;
}

const MAX_QUANTITY = 100;

/** Parses an order from a request's JSON, or returns what is wrong with it. */
export function parseNewOrder(body: unknown): NewOrder | { readonly problem: string } {
  if (typeof body !== 'object' || body === null || !('item' in body) || !('quantity' in body)) {
    return { problem: 'an order has an item and a quantity' };
  }
  const { item, quantity } = body;
  if (typeof item !== 'string' || item.trim() === '') {
    return { problem: 'item must be a text' };
  }
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    return { problem: `quantity must be a whole number from 1 to ${MAX_QUANTITY}` };
  }
  return { item, quantity };
}

/** Orders in memory, by the user who made them. */
export class OrderBook {
  readonly #ordersByOwner = new Map<string, Order[]>();

  /** The orders of one user, oldest first. */
  list(owner: string): readonly Order[] {
    return this.#ordersByOwner.get(owner) ?? [];
  }

  /** Everybody's orders. */
  listAll(): readonly Order[] {
    return [...this.#ordersByOwner.values()].flat();
  }

  /** One order of a user, or `undefined` if the user has none with this ID. */
  get(owner: string, id: string): Order | undefined {
    return this.list(owner).find((order) => order.id === id);
  }

  /** Adds an order and gives it an ID. */
  add(owner: string, newOrder: NewOrder): Order {
    const order: Order = { id: randomUUID(), ...newOrder, status: 'open', createdAt: new Date().toISOString() };
    this.#ordersByOwner.set(owner, [...this.list(owner), order]);
    return order;
  }
}
