import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests

extension RunFile {
  /// Reads `--from FILE`; its ending tells the format.
  static func load(_ path: String, dropsNaN: Bool) throws -> RunFile {
    let bytes: [UInt8]
    do throws(GitError) {
      bytes = try RegularFile.bytes(of: path)
    } catch {
      throw CommandFailure(
        "'\(EscapedText.line(path))' cannot be read: \(error.detail)\nhelp: --from reads a JSON or YAML file of parameters and metrics"
      )
    }
    let (file, problems) = read(bytes, as: path.hasSuffix(".json") ? .json : .yaml, dropsNaN: dropsNaN)
    if let file { return file }
    let lines = problems.map {
      "\(path):\($0.mark.line):\($0.mark.column): \($0.message)" + ($0.help.map { "\n  help: \($0)" } ?? "")
    }
    throw CommandFailure("\(path) is not a file of parameters and metrics\n" + lines.joined(separator: "\n"))
  }
}
