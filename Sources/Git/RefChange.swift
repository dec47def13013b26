/// One reference that is about to move.
package struct RefChange: Hashable, Sendable {
  package let name: RefName
  /// The value that it must have; nil where it must not exist.
  package let old: ObjectID?
  /// Nil where it is to be deleted.
  package let new: ObjectID?

  package init(_ name: RefName, from old: ObjectID?, to new: ObjectID?) {
    self.name = name
    self.old = old
    self.new = new
  }

  /// What `git update-ref --stdin -z` reads to make all changes in one transaction, in this order; deletions come last.
  ///
  /// Source: git-update-ref(1).
  static func transaction(_ changes: [RefChange]) -> [UInt8] {
    var text = Array("start\0".utf8)
    for change in changes {
      let old = "\(change.old ?? .zero)"
      text += Array((change.new == nil ? "delete " : "update ").utf8) + change.name.bytes + [0]
      if let new = change.new { text += Array("\(new)\0".utf8) }
      text += Array("\(old)\0".utf8)
    }
    return text + Array("prepare\0commit\0".utf8)
  }

  /// The changes that a transaction's text has; those that cannot be read are left out.
  static func changes(in text: [UInt8]) -> [RefChange] {
    let fields = text.split(separator: 0, omittingEmptySubsequences: false)
    func value(_ index: Int) -> ObjectID? {
      guard fields.indices.contains(index) else { return nil }
      return ObjectID(hex: String(decoding: fields[index], as: UTF8.self)).flatMap { $0 == .zero ? nil : $0 }
    }
    return fields.indices.compactMap { index in
      let field = fields[index]
      let isDeletion = field.starts(with: "delete ".utf8)
      guard isDeletion || field.starts(with: "update ".utf8), let name = RefName(bytes: field.dropFirst(7)) else {
        return nil
      }
      return RefChange(
        name, from: value(index + (isDeletion ? 1 : 2)), to: isDeletion ? nil : value(index + 1))
    }
  }
}
