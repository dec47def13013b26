"""Generated repositories, kept in .build/bench: made once for the same arguments."""
import pathlib, shutil, subprocess, sys

here = pathlib.Path(__file__).resolve().parent
PLACE = here.parent / ".build/bench"
MEMBERS = 40


def repository(registries, models, versions, pack, history=0, seed=1, members=MEMBERS):
    """Makes a repository by generate.py, or takes the one that is there."""
    name = f"r{registries}-m{models}-v{versions}-h{history}-s{seed}-{pack}{'' if members == MEMBERS else f'-p{members}'}.git"
    if not (PLACE / name).exists():
        PLACE.mkdir(parents=True, exist_ok=True)
        print(f"making {name} …", file=sys.stderr)
        shutil.rmtree(PLACE / "unfinished.git", ignore_errors=True)
        subprocess.run([sys.executable, here / "generate.py", PLACE / "unfinished.git", str(models), str(versions), "--registries", str(registries),
                        "--history", str(history), "--seed", str(seed), "--pack", pack, "--members", str(members)], check=True)
        (PLACE / "unfinished.git").rename(PLACE / name)
    return str(PLACE / name)
