import Foundation
package import Testing

/// Compares a text with the one in a file. With `RECORD_SNAPSHOTS=1` the file is written anew, and the test fails.
package func expectSnapshot(_ actual: String, at path: String, _ location: SourceLocation = #_sourceLocation) throws {
  let url = SourceTree.url(path)
  let expected = try? String(contentsOf: url, encoding: .utf8)
  guard actual != expected else { return }
  if SourceTree.isRecording {
    try actual.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(path)", sourceLocation: location)
  } else {
    Issue.record(
      "\(path) differs; RECORD_SNAPSHOTS=1 writes it anew\n--- expected\n\(expected ?? "(no file)")\n--- actual\n\(actual)",
      sourceLocation: location)
  }
}
