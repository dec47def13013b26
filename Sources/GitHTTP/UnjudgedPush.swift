/// A push to a repository in which nothing would judge it, or not by the name of who pushes.
struct UnjudgedPush: Error {
  static let help = """
    this repository takes no pushes over HTTP: its hook does not ask the server who pushes
    help: git registry hook install REPOSITORY --actor-from http
    """
}
