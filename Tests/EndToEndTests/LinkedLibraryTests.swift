import Foundation
import TestSupport
import Testing

/// What only pages need is part of the server alone: every command starts without it.
struct LinkedLibraryTests {
  /// Of a program that is linked dynamically its libraries' names, of a static one a text of the library.
  private static func hasMarkdown(_ program: String) throws -> Bool {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: program))
    return ["libcmark-gfm", "raw HTML omitted"].contains { bytes.range(of: Data($0.utf8)) != nil }
  }

  @Test func onlyTheServerReadsMarkdown() throws {
    #expect(try Self.hasMarkdown(MLflowServer.program))
    #expect(try !Self.hasMarkdown(GitSandbox.program))
  }
}
