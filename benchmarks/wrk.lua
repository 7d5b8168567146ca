-- why: wrk sends one thing again and again; a check-in counts only when it is new. Reads one body a line from the file named last.
local bodies, sent = {}, 0

function init(args)
  if args[1] then
    for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
    wrk.method = "POST"
    request = function()
      sent = sent + 1
      return wrk.format(nil, nil, nil, bodies[sent] or "ran out")
    end
  end
end

function done(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("\nrequests %d microseconds %d p50 %d p95 %d wrong %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), wrong))
end
