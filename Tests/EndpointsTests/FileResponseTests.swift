import BlobStore
import Manifests
import Testing

@testable import Endpoints

/// Downloads: ranges and names.
@Suite struct FileResponseTests {
  /// A store of ten bytes.
  private struct TenBytes: BlobStore {
    func receive(_ bytes: ByteStream, atMost limit: Int64, expecting digest: Digest?) async throws -> StoredBlob {
      throw BlobStoreError.tooLarge(0)
    }
    func sizeInBytes(of digest: Digest) async throws -> Int64? { 10 }
    func bytes(of digest: Digest, _ range: Range<Int64>) async throws -> ByteStream {
      ByteStream(range.map { UInt8(ascii: "0") + UInt8($0) })
    }
  }

  @Test(
    arguments: [
      (nil, 200, "0123456789", nil), ("bytes=0-", 206, "0123456789", "bytes 0-9/10"),
      ("bytes=2-4", 206, "234", "bytes 2-4/10"), ("bytes=8-99", 206, "89", "bytes 8-9/10"),
      ("bytes=0-9223372036854775807", 206, "0123456789", "bytes 0-9/10"),
      ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
      ("bytes=10-", 416, "", "bytes */10"), ("bytes=-0", 416, "", "bytes */10"),
      // What is malformed, or more than one range, is not answered in part.
      ("bytes=4-2", 200, "0123456789", nil), ("bytes=0-1,4-5", 200, "0123456789", nil),
      ("lines=1-2", 200, "0123456789", nil),
      ("bytes=a-b", 200, "0123456789", nil), ("bytes=", 200, "0123456789", nil),
      ("bytes=99999999999999999999-", 200, "0123456789", nil),
    ] as [(String?, Int, String, String?)])
  func ranges(_ range: String?, _ status: Int, _ content: String, _ told: String?) async throws {
    let response = try await FileResponse(.empty, 10, named: "a/b.bin", range, TenBytes()).response
    #expect(response.status == status)
    #expect(response.headers.first { $0.name == "Content-Range" }?.value == told)
    guard case .stream(let bytes) = response.body else { return #expect(content == "") }
    #expect(try await bytes.collect(atMost: 10) == Array(content.utf8))
  }

  @Test(arguments: [
    ("a.txt", #"attachment; filename="a.txt""#), ("d/a b.txt", #"attachment; filename="a b.txt""#),
    (#"a"b"#, "attachment; filename*=UTF-8''a%22b"), ("ü", "attachment; filename*=UTF-8''%C3%BC"),
  ])
  func names(_ path: String, _ expected: String) async throws {
    let response = try await FileResponse(.empty, 10, named: path, nil, TenBytes()).response
    #expect(response.headers.first { $0.name == "Content-Disposition" }?.value == expected)
    #expect(response.headers.contains { $0 == ("X-Content-Type-Options", "nosniff") })
  }
}
