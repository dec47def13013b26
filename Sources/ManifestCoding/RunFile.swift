package import Manifests

/// What a training script leaves behind: parameters and metrics, as JSON or YAML.
///
///     {"parameters": {"learning_rate": 0.001}, "metrics": {"accuracy": 0.93}, "tags": {"host": "a100"}}
///
/// `params` stands for `parameters` too, as MLflow calls them.
package struct RunFile: Hashable, Sendable {
  package var parameters: [String: ParameterValue]
  package var metrics: [String: Double]
  package var tags: [String: String]

  /// Reads a file's content.
  ///
  /// - Returns: nil, with at least one problem, where it cannot be read whole.
  package static func read(_ bytes: [UInt8], as format: ManifestFormat) -> (file: RunFile?, problems: [ManifestProblem])
  {
    let (text, textProblems) = ManifestText.decode(bytes, limit: 256 * 1024)
    guard let text else { return (nil, textProblems) }
    let (node, problems) = format == .yaml ? YAMLReader.read(text) : JSONReader.read(text)
    guard let node else {
      return (nil, problems.isEmpty ? [.init(.schema, "the file is empty", at: .start)] : problems)
    }
    let context = DecodingContext(format: format)
    var reader = FieldReader(node: node, path: .top, context: context)
    let parameters = reader.parameters(by: "parameters").merging(reader.parameters(by: "params")) { first, _ in first }
    let file = RunFile(parameters: parameters, metrics: reader.numbers(by: "metrics"), tags: reader.strings(by: "tags"))
    reader.finish()
    return context.problems.isEmpty ? (file, []) : (nil, context.problems)
  }
}
