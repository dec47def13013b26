import Manifests

/// The artifact types of files that are sent.
enum FileTypes {
  /// The field that has a file's type.
  static func field(_ path: String) -> String { "type." + path }

  /// The one that was typed, or what the name says.
  static func type(of path: String, _ values: FormValues) -> String { values.text(field(path)) ?? guess(path) }

  private static func guess(_ path: String) -> String {
    switch path.split(separator: ".").last.map({ $0.lowercased() }) {
    case "log": Artifact.logType
    case "csv", "parquet", "jsonl": "dataset"
    default: Artifact.modelType
    }
  }
}
