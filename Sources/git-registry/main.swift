import CStart
import Commands
import Glibc

start_take_memory()
Program.takeEnvironment()
exit(Program.run((1..<max(1, start_argument_count())).map { String(cString: start_argument($0)) }))
