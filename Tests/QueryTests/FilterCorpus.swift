import Foundation
import Query
import TestSupport
import Testing

/// A file of filters, each with its answer behind it: the filter as it is printed, or the error.
///
///     # versions
///     a b
///         a AND b
enum FilterCorpus: String, CaseIterable {
  case accepted = "accepted-filters.txt"
  case wrong = "wrong-filters.txt"
  /// From MLflow's tests (`tests/utils/test_search_utils.py`, `tests/store/model_registry`) and the grammar of each of its searches.
  case mlflow = "mlflow-filters.txt"

  struct Entry: Sendable, CustomTestStringConvertible {
    let scope: SearchScope
    let text: String
    let answer: String
    var testDescription: String { text }
  }

  private var path: String { "Tests/QueryTests/\(rawValue)" }

  func entries() throws -> [Entry] {
    var entries: [Entry] = []
    var scope = SearchScope.versions
    for line in try SourceTree.text(path).split(separator: "\n") {
      if line.hasPrefix("# ") {
        scope = try #require(SearchScope(rawValue: String(line.dropFirst(2))))
      } else if line.hasPrefix("    "), let last = entries.last, last.answer.isEmpty {
        entries[entries.count - 1] = Entry(scope: scope, text: last.text, answer: String(line.dropFirst(4)))
      } else {
        entries.append(Entry(scope: scope, text: String(line), answer: ""))
      }
    }
    return entries
  }

  /// What a filter is answered.
  static func answer(_ text: String, in scope: SearchScope) -> String {
    do { return try Filter(text, in: scope).text(in: scope) } catch { return error.description }
  }

  /// Compares every answer with the one in the file; writes the file anew if that is asked for.
  func check() throws {
    let entries = try entries()
    #expect(entries.count > 50)
    for entry in entries where !SourceTree.isRecording {
      #expect(Self.answer(entry.text, in: entry.scope) == entry.answer, "\(entry.text)")
    }
    guard SourceTree.isRecording else { return }
    var lines: [String] = []
    for (index, entry) in entries.enumerated() {
      if index == 0 || entries[index - 1].scope != entry.scope { lines.append("# \(entry.scope.rawValue)") }
      lines += [entry.text, "    " + Self.answer(entry.text, in: entry.scope)]
    }
    try (lines.joined(separator: "\n") + "\n").write(to: SourceTree.url(path), atomically: true, encoding: .utf8)
    Issue.record("recorded \(rawValue)")
  }
}
