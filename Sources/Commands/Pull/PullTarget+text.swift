import Actions
import Blobs
import Diagnostics
import Manifests

extension PullTarget {
  /// What a person should know of a version that is not active.
  var warning: String? {
    guard version.status != .active else { return nil }
    let reason = version.statusReason.map { ": \(EscapedText.line($0))" } ?? ""
    return "warning: \(name) is \(version.status.rawValue)\(reason)\n"
  }

  /// `Models/m@1.0.0: 2 artifacts, 7.1 KiB, into m-1.0.0/`
  var summary: String {
    "\(name): \(Self.count(artifacts.count)), \(ByteCount.text(artifacts.sizeInBytes)), into \(EscapedText.line(folder.path))/"
  }
}
