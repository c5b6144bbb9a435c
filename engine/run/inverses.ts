/** Takes back what a transaction changed in memory when it fails, since none of it happened. */
export class Inverses {
  /** What takes back the changes of the transaction that is under way, newest last. */
  private list: (() => void)[] = []

  push(inverse: () => void): void {
    this.list.push(inverse)
  }

  during<T>(transaction: () => T): T {
    this.list = []
    try {
      return transaction()
    } catch (error) {
      for (const inverse of this.list.reverse()) inverse()
      throw error
    } finally {
      this.list = []
    }
  }
}
