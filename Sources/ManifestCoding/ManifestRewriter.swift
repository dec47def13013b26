package import Manifests

/// Rewrites a manifest and keeps the comments of the text that it replaces.
package enum ManifestRewriter {
  /// - Returns: nil if a comment has no place in the new text; see ``homelessComments(of:_:in:)``.
  package static func rewrite(
    _ value: some Manifest, format: ManifestFormat, keepingCommentsOf text: String, _ node: Node
  ) -> String? {
    guard format == .yaml else { return value.text(as: .json) }
    let comments = Comments(of: text, parsedTo: node)
    return homeless(comments, in: value).isEmpty && comments.placeless.isEmpty
      ? value.text(as: .yaml, keeping: comments) : nil
  }

  /// The fields whose comments would be lost: they are gone from the value, or their list became shorter.
  package static func homelessComments(of text: String, _ node: Node, in value: some Manifest) -> [String] {
    let comments = Comments(of: text, parsedTo: node)
    return homeless(comments, in: value).map(\.description).sorted() + comments.placeless.map { "line \($0)" }
  }

  private static func homeless(_ comments: Comments, in value: some Manifest) -> [FieldPath] {
    guard !comments.isEmpty else { return [] }
    let (node, _) = YAMLReader.read(value.text(as: .yaml))
    var fields: Set<FieldPath> = []
    node.map { collect($0, at: .top, into: &fields) }
    return comments.homeless(in: fields)
  }

  private static func collect(_ node: Node, at path: FieldPath, into fields: inout Set<FieldPath>) {
    fields.insert(path)
    for pair in node.pairs { collect(pair.value, at: path.appending(pair.key), into: &fields) }
    for (index, element) in node.elements.enumerated() { collect(element, at: path.appending(index), into: &fields) }
  }
}
