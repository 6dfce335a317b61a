#!/usr/bin/env bash
# A node of a RiskNet cluster on EC2. As user data it sets the machine up; its services run it again:
#   node.sh          installs what the node needs and starts its services
#   node.sh serve    the JobManager or a worker, in the foreground
#   node.sh watch    waits until EC2 takes the machine back, then ends the worker in good time
#   node.sh submit COMMAND --option=value ...    on the JobManager: hands in a job and leaves it
#   node.sh overview                             on the JobManager: its workers and jobs, as JSON
# The template puts lines before this that export RISKNET_ROLE (jobmanager, worker), RISKNET_CLUSTER,
# RISKNET_BUCKET, RISKNET_JAR_KEY, RISKNET_JAR_SHA256, RISKNET_LOG_GROUP, RISKNET_SLOTS and AWS_REGION.
set -euo pipefail

home=${RISKNET_HOME:-/opt/risknet}
data=${RISKNET_DATA:-/var/lib/risknet}
logs=${RISKNET_LOGS:-/var/log/risknet}
units=${RISKNET_UNITS:-/etc/systemd/system}
metadata=${RISKNET_METADATA:-http://169.254.169.254}
# How long before the machine goes the worker ends, and how often to look whether it will.
drain=${RISKNET_DRAIN_SECONDS:-30}
pause=${RISKNET_PAUSE_SECONDS:-5}
# Of the machine's, for the JVM and, on a worker, XGBoost beside it; the rest is the system's.
memory=${RISKNET_MEMORY:-85%}
rendezvous="s3://$RISKNET_BUCKET/cluster/$RISKNET_CLUSTER/jobmanager"
export AWS_DEFAULT_REGION=$AWS_REGION
PATH=$PATH:/opt/aws/amazon-cloudwatch-agent/bin

say() {
  echo "$(date -u +%FT%TZ) risknet: $*" >&2
}

# Networks and stores that are not there yet are there soon.
patiently() {
  local try
  for try in {1..60}; do
    if "$@"; then
      return
    fi
    say "try $try of '$*' failed"
    sleep "$pause"
  done
  say "gave up on '$*'"
  return 1
}

# A value of the instance's metadata (IMDSv2); fails where there is none.
describe() {
  local token
  token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/latest/api/token") &&
    curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" "$metadata/latest/meta-data/$1"
}

fetch_jar() {
  aws s3 cp --only-show-errors "s3://$RISKNET_BUCKET/$RISKNET_JAR_KEY" "$home/risknet.jar.part" &&
    echo "$RISKNET_JAR_SHA256  $home/risknet.jar.part" | sha256sum --check --status &&
    mv "$home/risknet.jar.part" "$home/risknet.jar"
}

# What the services say, and this script when it runs as user data.
ship_logs() {
  local log files=()
  for log in "$logs/node.log" /var/log/cloud-init-output.log; do
    files+=("{\"file_path\": \"$log\", \"log_group_name\": \"$RISKNET_LOG_GROUP\",
      \"log_stream_name\": \"$RISKNET_ROLE/{instance_id}/$(basename "$log")\"}")
  done
  local IFS=,
  echo "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [${files[*]}]}}}}" >"$home/logs.json"
  amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$home/logs.json"
}

# Flink and what runs in it may write to its own directories only.
write_units() {
  cat >"$units/risknet.service" <<EOF
[Unit]
Description=RiskNet $RISKNET_ROLE
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
User=risknet
ExecStart=$home/node.sh serve
Restart=always
RestartSec=5
TimeoutStopSec=20
# The JVM ends with 143 when it is told to.
SuccessExitStatus=143
StandardOutput=append:$logs/node.log
StandardError=inherit
LimitNOFILE=65536
OOMScoreAdjust=500
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=strict
ProtectHome=true
ReadWritePaths=$data $logs

[Install]
WantedBy=multi-user.target
EOF
  cat >"$units/risknet-watch.service" <<EOF
[Unit]
Description=Ends the RiskNet worker before EC2 takes the machine back

[Service]
ExecStart=$home/node.sh watch
Restart=on-failure
RestartSec=5
StandardOutput=append:$logs/node.log
StandardError=inherit

[Install]
WantedBy=multi-user.target
EOF
}

set_up() {
  patiently dnf install -y -q java-17-amazon-corretto-headless libgomp amazon-cloudwatch-agent
  id -u risknet >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /sbin/nologin risknet
  mkdir -p "$home" "$data/tmp" "$logs"
  chown -R risknet: "$data" "$logs"
  install -m 755 "$0" "$home/node.sh"
  # A missing log is no reason for a missing worker.
  ship_logs || say 'the CloudWatch agent does not start; logs stay on the machine'
  patiently fetch_jar
  write_units
  systemctl daemon-reload
  systemctl enable --now risknet.service
  if [ "$RISKNET_ROLE" = worker ]; then
    systemctl enable --now risknet-watch.service
  fi
  say "the $RISKNET_ROLE is set up"
}

# The bucket is where they meet: a JobManager on a new machine writes its new address, and a worker
# that lost the old one ends after a while, is started again and reads it.
serve() {
  local here there
  here=$(patiently describe local-ipv4)
  case $RISKNET_ROLE in
    jobmanager)
      patiently publish "$here:6123"
      node jobmanager --bindAddress="$here" --port=8081 --rpcPort=6123 --memory="$memory"
      ;;
    worker)
      there=$(patiently aws s3 cp --only-show-errors "$rendezvous" -)
      node worker --bindAddress="$here" --jobManager="$there" --slots="$(slots)" --memory="$memory"
      ;;
  esac
}

# A node whose JVM has the options that it asks for.
node() {
  local options
  options=$(risknet cluster "$@" --printJvmOptions)
  say "starts the $RISKNET_ROLE: $*"
  # Spinning OpenMP threads would take the cores from those that work.
  export OMP_WAIT_POLICY=passive
  # shellcheck disable=SC2086  # options, one a word
  exec java $options -Djava.io.tmpdir="$data/tmp" -jar "$home/risknet.jar" cluster "$@" --temp="$data/node"
}

risknet() {
  java -Djava.io.tmpdir="$data/tmp" -jar "$home/risknet.jar" "$@"
}

# The client leaves when the job is handed in, so nothing hangs on the session that asked for it.
submit() {
  runuser -u risknet -- "$0" client "$@"
}

client() {
  cd "$data"
  risknet "$@" --flinkMaster="$(describe local-ipv4):8081" --attachedMode=false
}

overview() {
  local rest cluster jobs
  rest=$(describe local-ipv4):8081
  cluster=$(curl -sf -m 10 "$rest/overview")
  jobs=$(curl -sf -m 10 "$rest/jobs/overview")
  echo "{\"address\": \"$rest\", \"cluster\": $cluster, \"overview\": $jobs}"
}

publish() {
  echo "$1" | aws s3 cp --only-show-errors - "$rendezvous"
}

slots() {
  if [ "$RISKNET_SLOTS" -gt 0 ]; then
    echo "$RISKNET_SLOTS"
  else
    nproc
  fi
}

# The moment, in seconds since 1970, at which the machine goes; fails while it stays. Spot says it two
# minutes ahead; when the group takes the machine, a life cycle hook holds it for as long.
end_of_machine() {
  local notice
  if notice=$(describe spot/instance-action); then
    date -d "$(sed -E 's/.*"time" *: *"([^"]+)".*/\1/' <<<"$notice")" +%s
  elif [ "$(describe autoscaling/target-lifecycle-state)" = Terminated ]; then
    echo $(($(date +%s) + 120))
  else
    return 1
  fi
}

# Trainings that end before the machine goes are in the ledger; so the worker goes on until the last
# half minute, and then tells the JobManager, which gives what it had begun to others at once.
watch() {
  local end
  until end=$(end_of_machine); do
    sleep "$pause"
  done
  say "EC2 takes this machine back at $(date -u -d "@$end" +%T)"
  local left=$((end - drain - $(date +%s)))
  if [ $left -gt 0 ]; then
    sleep $left
  fi
  systemctl stop risknet.service
  say 'the worker has ended'
}

case ${1:-set_up} in
  set_up | serve | watch | submit | client | overview) "${@:-set_up}" ;;
  *)
    say "there is no '$1'; give serve, watch, submit, overview, or nothing to set the node up"
    exit 2
    ;;
esac
