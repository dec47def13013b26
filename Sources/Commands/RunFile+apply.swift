import Blobs
import ManifestCoding
import Manifests

extension RunFile {
  /// Reads `--from FILE`; its ending tells the format.
  static func load(_ path: String) throws -> RunFile {
    guard let text = FileSystem.text(of: path) else {
      throw CommandFailure("'\(path)' cannot be read\nhelp: --from takes a JSON or YAML file of parameters and metrics")
    }
    let (file, problems) = read(Array(text.utf8), as: path.hasSuffix(".json") ? .json : .yaml)
    if let file { return file }
    let lines = problems.map {
      "\(path):\($0.mark.line):\($0.mark.column): \($0.message)" + ($0.help.map { "\n  help: \($0)" } ?? "")
    }
    throw CommandFailure("\(path) is no file of parameters and metrics\n" + lines.joined(separator: "\n"))
  }

  func apply(to facts: inout ModelFacts) {
    facts.parameters.merge(parameters) { $1 }
    facts.metrics.merge(metrics) { $1 }
    facts.tags.merge(tags) { $1 }
  }
}
