internal import Diagnostics
package import Manifests

/// Gates and what is routine as a text of their own, as they stand below `policy` of a registry's manifest:
///
///     gates:
///       versions:
///         metrics:
///           accuracy:
///             min: 0.9
///     routine:
///       metrics:
///         accuracy:
///           maxWorseThanCurrent: "1%"
extension RegistryPolicy {
  private static let sizeLimitInBytes = 64 << 10

  /// In canonical form; empty for none.
  package var text: String {
    let fields = Fields.object([("gates", gates.value), ("routine", routine.map { $0.value ?? .object([]) })])
    return fields.map { YAMLWriter.text(of: $0, keeping: .none) } ?? ""
  }

  /// - Returns: nil, with at least one problem, for a text that is no policy.
  package static func read(_ text: String) -> (policy: RegistryPolicy?, problems: [ManifestProblem]) {
    guard text.contains(where: { !$0.isWhitespace }) else { return (RegistryPolicy(), []) }
    let (sound, problems) = ManifestText.decode(Array(text.utf8), limit: sizeLimitInBytes, of: "text")
    guard let sound else { return (nil, problems) }
    let reading = YAMLReader.read(sound)
    // A text of comments alone has nothing.
    guard let node = reading.node else {
      return (reading.problems.isEmpty ? RegistryPolicy() : nil, reading.problems)
    }
    let context = DecodingContext(format: .yaml)
    context.isOwnFormat = true
    var reader = FieldReader(node: node, path: FieldPath("policy"), context: context)
    let gates = reader.nested("gates", Gates.init(reader:))
    let routine = reader.nested("routine", Gate.init(routine:))
    reader.finish()
    guard context.problems.isEmpty else { return (nil, context.problems) }
    return (RegistryPolicy(gates: gates ?? Gates(), routine: routine), [])
  }
}
