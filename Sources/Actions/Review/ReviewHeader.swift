import Diagnostics
package import Git
package import RegistryStore

/// What a review is of.
package struct ReviewHeader {
  package let base: ObjectID
  package let head: ObjectID
  /// The folder of the registry in its repository; nil for the top.
  package let root: String?

  package init(base: ObjectID, head: ObjectID, root: String?) {
    self.base = base
    self.head = head
    self.root = root
  }

  /// The place of a reason, from the repository's top.
  package func place(_ reason: Verdict.Reason) -> String { prefix(reason) + "\(reason.location)" }

  func path(_ reason: Verdict.Reason) -> String { prefix(reason) + reason.location.path }

  private func prefix(_ reason: Verdict.Reason) -> String { reason.isOutside ? "" : root.map { "\($0)/" } ?? "" }
}
