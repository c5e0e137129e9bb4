"""JupyterHub for one machine.

Run it as root, from the course's folder: `jupyterhub -f deploy/hub/jupyterhub_config.py`.

Learners log in with the users and passwords of this machine (PAM). Where systemd runs,
SystemdSpawner limits each learner as a whole; elsewhere each process is limited
(limited_spawner.py). Settings by environment variable:

    RNN_HUB_ADMINS     names of the users who may administrate, by commas
    RNN_HUB_MEMORY     of one learner, such as 2G (default: what the trial measured, with room)
    RNN_HUB_CPUS       of one learner, at most (default 1)
    RNN_HUB_IDLE       seconds until an idle server is stopped (default 7200)
"""

import os
import shutil
import sys
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub hands it in
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

MEMORY = os.environ.get("RNN_HUB_MEMORY", "2G")
CPUS = float(os.environ.get("RNN_HUB_CPUS", "1"))
IDLE = int(os.environ.get("RNN_HUB_IDLE", "7200"))
BIN = Path(sys.executable).parent

# -- who may come in --
c.Authenticator.admin_users = set(filter(None, os.environ.get("RNN_HUB_ADMINS", "").split(",")))
c.Authenticator.allow_all = True  # whoever has an account on this machine

# -- the proxy: npm install -g configurable-http-proxy --
c.ConfigurableHTTPProxy.command = os.environ.get("CONFIGURABLE_HTTP_PROXY", "configurable-http-proxy").split()

# -- a server for each learner --
if Path("/run/systemd/system").exists():
    c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
    c.SystemdSpawner.isolate_tmp = True
    c.SystemdSpawner.disable_user_sudo = True
    c.SystemdSpawner.default_shell = "/bin/bash"
else:
    from limited_spawner import LimitedSpawner

    c.JupyterHub.spawner_class = LimitedSpawner
    print(
        "No systemd here: each process of a learner is limited, and not the learner as a whole.",
        file=sys.stderr,
    )
c.Spawner.mem_limit = MEMORY
c.Spawner.cpu_limit = CPUS
c.Spawner.cmd = [str(BIN / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
c.Spawner.http_timeout = 120  # 40 servers that start at once
c.Spawner.start_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 10
# One thread for each kernel: with more, forty learners on few processors wait for one another.
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
c.Spawner.environment = dict.fromkeys(THREADS, "1") | {
    "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]),
    "JUPYTER_CONFIG_PATH": str(
        HERE / "server"
    ),  # what each learner's server takes: culling, fewer extensions
}

# -- what is left idle ends --
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"]}
]

if not shutil.which(c.ConfigurableHTTPProxy.command[0]):
    sys.exit("The proxy is missing: install it with `npm install -g configurable-http-proxy`.")
