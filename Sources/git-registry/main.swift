import CLinux
import Commands
import Glibc

exit(Program.run((1..<max(1, linux_argument_count())).map { String(cString: linux_argument($0)) }))
