import Foundation
import TestSupport
import Testing

/// A handle of a ``RepositoryPool`` never leaves the closure that it is lent to: each way out is an error of the compiler.
struct HandleEscapeTests {
  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    let body: String
    /// A word of the compiler's; nil where it has no objection.
    let error: String?
  }

  private static let cases = [
    Case(testDescription: "used", body: "_ = try await pool.read { $0.isBare }", error: nil),
    Case(
      testDescription: "returned", body: "_ = try await pool.read { $0 }", error: "does not conform to the 'Sendable'"),
    Case(
      testDescription: "kept in a variable",
      body: "var kept: Repository?; try await pool.read { kept = $0 }; _ = kept",
      error: "non-Sendable type 'Repository?'"),
    Case(
      testDescription: "kept behind a lock",
      body: "let box = Mutex<Repository?>(nil); try await pool.read { handle in box.withLock { $0 = handle } }",
      error: "cannot be task-isolated"),
    Case(
      testDescription: "sent to a task", body: "try await pool.read { handle in _ = Task { handle.isBare } }",
      error: "risks causing data races"),
    Case(
      testDescription: "brought in from outside",
      body: "let other = try Repository.open(at: \".\"); _ = try await pool.read { _ in other.isBare }",
      error: "non-Sendable type 'Repository'"),
  ]

  /// What SwiftPM calls the package: its folder's name, as a C identifier.
  private static let packageName = String(
    SourceTree.top.standardizedFileURL.lastPathComponent.lowercased().enumerated().map { index, character in
      character.isASCII && (character.isLetter || character.isNumber && index > 0) ? character : "_"
    })

  @Test(arguments: cases) private func aWayOutIsRefused(_ row: Case) throws {
    let sandbox = try GitSandbox()
    try sandbox.write(
      """
      import Git
      import Synchronization
      func use(_ pool: RepositoryPool) async throws { \(row.body) }
      """, to: "use.swift")
    // What this test itself is built from.
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let products = URL(fileURLWithPath: program).deletingLastPathComponent()
    let maps = ["CLinux", "CLibgit2"].flatMap {
      ["-Xcc", "-fmodule-map-file=\(products.appending(path: "\($0).build/module.modulemap").path)"]
    }
    let result = try sandbox.run(
      "swiftc",
      [
        "-emit-sil", "-o", "/dev/null", "-swift-version", "6",
        "-package-name", Self.packageName, "-I",
        products.appending(path: "Modules").path,
      ] + maps + ["use.swift"])
    guard let error = row.error else {
      #expect(result.status == 0, "\(result.text)")
      return
    }
    #expect(result.text.contains("error: ") && result.text.contains(error), "\(result.text)")
  }
}
