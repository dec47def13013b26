/// What a tag leads to: through annotated tags, and tags of tags, to something else.
package struct TagTarget: Hashable, Sendable {
  /// Of what it leads to; `tag` where that is not found out: the chain is too long or a tag too large.
  package let kind: ObjectKind
  /// The name inside an annotated tag, which need not be its reference's; nil for a light one.
  package let name: [UInt8]?

  package init(kind: ObjectKind, name: [UInt8]? = nil) {
    self.kind = kind
    self.name = name
  }
}
