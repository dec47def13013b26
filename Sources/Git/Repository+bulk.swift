private import CLibgit2

extension Repository {
  /// Reads an object past what libgit2 remembers: to forget again what is read once would be a tenth of the time of judging a million
  /// versions.
  ///
  /// To ask an object's header for its size before would be a sixth, since for one that is stored as a difference the start of it is
  /// inflated. Here the one allocation for its bytes fails instead, as it does where memory runs out.
  ///
  /// - Returns: nil where it is much larger than so many bytes, or stored as a difference from something that is, or cannot be read:
  ///   the plain way says which.
  func readInBulk(_ id: ObjectID, atMost limit: Int = .max) -> (kind: ObjectKind, content: [UInt8])? {
    clibgit2_set_largest_allocation(max(limit, Self.leastBound))
    defer { clibgit2_set_largest_allocation(.max) }
    var oid = id.oid
    for position in 0..<git_odb_num_backends(objects) {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      guard git_odb_get_backend(&backend, objects, position) == 0, let backend, let read = backend.pointee.read else {
        continue
      }
      var (data, size, type) = (UnsafeMutableRawPointer?.none, 0, GIT_OBJECT_ANY)
      guard read(&data, &size, &type, backend, &oid) == 0 else { continue }
      defer { git_odb_backend_data_free(backend, data) }
      return (ObjectKind(type), Array(UnsafeRawBufferPointer(start: data, count: size)))
    }
    return nil
  }

  /// More than libgit2 allocates at once for anything but an object.
  private static let leastBound = 8 << 20
}
