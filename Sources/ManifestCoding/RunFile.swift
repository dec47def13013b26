package import Manifests

/// What a training script leaves behind: parameters, metrics, tags and the run's name, as JSON or YAML.
///
///     {"parameters": {"learning_rate": 0.001, "optimizer": {"name": "adam"}, "layers": [64, 32]},
///      "metrics": {"accuracy": 0.93}, "tags": {"host": "a100"}, "run": "b1946ac9", "loss": 0.21}
///
/// | in the file | is read as |
/// |---|---|
/// | `params`, `run_id` | `parameters`, `run`, as MLflow calls them |
/// | a number next to the sections (`loss`) | a metric |
/// | a mapping in a section (`optimizer`) | its entries under dotted names: `optimizer.name` |
/// | a list of a parameter or tag (`layers`) | its JSON text: `[64, 32]` |
/// | a number or boolean of a tag, a number of `run` | its text |
/// | `null` of a parameter or tag or `run`, an empty mapping | nothing |
/// | NaN, an infinity or `null` of a metric | a problem, or nothing if `dropsNaN` says so |
package struct RunFile: Hashable, Sendable {
  package internal(set) var parameters: [String: ParameterValue] = [:]
  package internal(set) var metrics: [String: Double] = [:]
  package internal(set) var tags: [String: String] = [:]
  /// The training run, as a tracking server or CI system names it.
  package internal(set) var run: String?

  /// Reads a file's content, which may have a byte order mark and lines that end as Windows ends them.
  ///
  /// - Parameter dropsNaN: true if NaN and the infinities, which no manifest holds, are left out.
  /// - Returns: nil, with at least one problem, if it cannot be read completely.
  package static func read(
    _ bytes: [UInt8], as format: ManifestFormat, dropsNaN: Bool = false
  ) -> (file: RunFile?, problems: [ManifestProblem]) {
    let (text, textProblems) = ManifestText.decode(plain(bytes), limit: 256 * 1024, of: "file")
    guard let text else { return (nil, textProblems) }
    let (node, problems) = format == .yaml ? YAMLReader.read(text) : JSONReader.read(text, isForeign: true)
    guard let node else {
      return (nil, problems.isEmpty ? [.init(.schema, "the file is empty", at: .start)] : problems)
    }
    var reader = RunFileReader(context: DecodingContext(format: format), dropsNaN: dropsNaN)
    reader.read(node)
    let found = reader.context.problems
    return found.isEmpty ? (reader.file, []) : (nil, found)
  }

  /// Without byte order mark, each line ended by a line feed.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    let bytes = ManifestText.withoutByteOrderMark(bytes)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), plain.last == UInt8(ascii: "\r") { plain.removeLast() }
      plain.append(byte)
    }
    return plain
  }
}
