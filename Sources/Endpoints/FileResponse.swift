package import BlobStore
package import Manifests

/// A file as a download, whole or in part.
///
/// Source: RFC 9110, section 14.
package struct FileResponse: Sendable {
  package let response: ServerResponse

  /// - Parameters:
  ///   - path: its last segment is the file's name.
  ///   - range: the header; what is not one range of bytes is ignored, as it may be.
  package init(
    _ digest: Digest, _ sizeInBytes: Int64, named path: String, _ range: String?, _ blobs: any BlobStore
  ) async throws {
    let name = path.split(separator: "/").last.map(String.init) ?? "file"
    var headers = [
      ("Content-Type", Self.type(of: name)), ("X-Content-Type-Options", "nosniff"), ("Accept-Ranges", "bytes"),
      ("Content-Disposition", Self.disposition(name)), ("ETag", "\"\(digest.hex)\""),
    ]
    var part: Range<Int64> = 0..<sizeInBytes
    var status = 200
    if let range {
      switch Self.read(range, sizeInBytes) {
      case .whole: break
      case .part(let wanted):
        (part, status) = (wanted, 206)
        headers.append(("Content-Range", "bytes \(wanted.lowerBound)-\(wanted.upperBound - 1)/\(sizeInBytes)"))
      case .unsatisfiable:
        response = ServerResponse(416, [("Content-Range", "bytes */\(sizeInBytes)")])
        return
      }
    }
    response = ServerResponse(status, headers, .stream(try await blobs.bytes(of: digest, part)))
  }

  private enum Wanted { case whole, part(Range<Int64>), unsatisfiable }

  private static func read(_ header: String, _ size: Int64) -> Wanted {
    guard header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
    let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return .whole }
    if ends[0].isEmpty {
      guard let count = Int64(ends[1]), count >= 0 else { return .whole }
      return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
    }
    guard let first = Int64(ends[0]), first >= 0 else { return .whole }
    guard first < size else { return .unsatisfiable }
    guard !ends[1].isEmpty else { return .part(first..<size) }
    guard let last = Int64(ends[1]), last >= first else { return .whole }
    return .part(first..<(last >= size ? size : last + 1))
  }

  /// What MLflow's server says of files by their names.
  private static func type(of name: String) -> String {
    if name == "MLmodel" { return "text/plain; charset=utf-8" }
    return switch name.split(separator: ".").last.map({ $0.lowercased() }) {
    case "txt", "log", "yaml", "yml", "json", "md", "csv", "py", "cfg", "conf", "ini": "text/plain; charset=utf-8"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    default: "application/octet-stream"
    }
  }

  /// Source: RFC 6266, section 4.1.
  private static func disposition(_ name: String) -> String {
    let plain = name.utf8.allSatisfy { (32..<127).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    if plain { return "attachment; filename=\"\(name)\"" }
    return "attachment; filename*=UTF-8''\(PercentEncoding.encoded(name))"
  }
}
