import Diagnostics
internal import GRDB

extension RunStoreError {
  /// An error of a write or a read: one of our own as it is, SQLite's with the file and what to do.
  ///
  /// - Parameter path: of the store's file.
  init(_ error: any Error, at path: String) {
    switch error {
    case let error as RunStoreError: self = error
    case let error as DatabaseError:
      self.init(
        .own, "\(EscapedText.line(path)): \(error.message ?? error.description); \(Self.help(error.resultCode))")
    default: self.init(.own, "\(EscapedText.line(path)): \(error)")
    }
  }

  private static func help(_ code: ResultCode) -> String {
    switch code {
    case .SQLITE_FULL: "free space on its disk, then try again"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "stop the server and restore the file from a backup"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "close the other program that has it open"
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: "give the server the right to write it and its folder"
    default: "look at its disk, then try again"
    }
  }
}
