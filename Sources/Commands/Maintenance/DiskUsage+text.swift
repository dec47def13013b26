import Actions
import Diagnostics

extension DiskUsage {
  var text: String {
    var table = Table(heading, "ARTIFACTS", "BLOBS", "SIZE", "OWN", "LOCAL")
    for (row, sizes) in sorted {
      table.add(
        row.name, "\(row.artifacts)", "\(row.blobCount)", ByteCount.text(sizes.total), ByteCount.text(sizes.own),
        ByteCount.text(sizes.local))
    }
    return table.text
      + "\(ByteCount.text(sizes.total)) in \(blobCount) blob\(blobCount == 1 ? "" : "s"), \(ByteCount.text(sizes.local)) in the local store\n"
  }
}
