-- Posts one image over and over, and counts the answers by status. wrk -s post.lua URL -- IMAGE [MILLISECONDS between a connection's requests]
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  wrk.method, wrk.body = "POST", file:read("*a")
  wrk.headers["Content-Type"] = "application/octet-stream"
  file:close()
  pause = tonumber(arguments[2] or 0)
  ok, busy, other = 0, 0, 0
end

function delay()
  return pause
end

function response(status)
  if status == 200 then
    ok = ok + 1
  elseif status == 429 then
    busy = busy + 1
  else
    other = other + 1
  end
end

function done(summary, latency)
  local ok, busy, other = 0, 0, 0
  for _, thread in ipairs(threads) do
    ok, busy, other = ok + thread:get("ok"), busy + thread:get("busy"), other + thread:get("other")
  end
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d %.3f", ok, busy, other, errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6))
end
