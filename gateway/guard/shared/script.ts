import { delayMillis } from './divide.ts'
import { heartbeatMillis, type PoolTimings, poolTimings } from './protocol.ts'

const micros = (millis: number): number => millis * 1_000

/**
 * Answers a `PoolRequest`: KEYS the source's account; ARGV where rests are announced, the source, the server's run id, the
 * request. All or nothing: unless every limit can give what is needed, none gives anything.
 *
 * The account is one hash, so that a server that is full evicts all of it or none. All instants are the server's micros, and
 * never go back. An account under another run id, or none at all, begins a new epoch: what was leased before is not known, so
 * windows wait until it has left them, buckets are empty, and quotas wait for the replicas to tell what they remember, or for
 * the vendor to tell what is spent.
 */
export const scriptWith = (timings: PoolTimings): string => `
local key, channel, source, server = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local ask = cjson.decode(ARGV[4])
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000000 + tonumber(time[2])
local text = function(number) return string.format('%.0f', number) end
local read = function(...) return redis.call('HMGET', key, ...) end
local write = function(...) redis.call('HSET', key, ...) end

local head = read('server', 'began', 'now', 'owners')
local now, began, owners = clock, clock, {}
if head[2] and head[1] == server then
  local last = tonumber(head[3])
  now, began, owners = math.max(clock, last), tonumber(head[2]), cjson.decode(head[4])
  for id, owner in pairs(owners) do
    if now - last > ${micros(timings.silence)} then
      owner.till = math.max(owner.till, math.ceil((now + ${micros(timings.owner)}) / 1000))
    elseif owner.till * 1000 <= now then
      owners[id] = nil
    end
  end
else
  redis.call('DEL', key)
  write('server', server, 'began', text(began))
end
local epoch = text(began)
local me = owners[ask.owner] or { held = {}, seen = {} }
me.till = math.ceil((now + ${micros(timings.owner)}) / 1000)
owners[ask.owner] = me

local open = {}

function open.spent(l)
  -- Slots of another width are another account.
  local n, width, keep = l.name .. '@' .. l.slotMillis, l.slotMillis * 1000, l.keepMillis * 1000
  local slot = math.floor(now / width)
  local leaves = function(at) return (at + 1) * width + keep end
  local f = read(n .. '/used', n .. '/tail', n .. '/sum', n .. '/known', n .. '/adopted', n .. '/reading', n .. '/readAt', n .. '/since')
  local since = tonumber(f[8]) or now
  local used, tail, sum = tonumber(f[1]) or 0, tonumber(f[2]) or slot, tonumber(f[3]) or 0
  local known, adopted, reading, readAt = f[4], tonumber(f[5]) or 0, tonumber(f[6]) or -1, tonumber(f[7]) or 0
  local at = function(which) return tonumber(redis.call('HGET', key, n .. '/' .. text(which))) or 0 end
  while used > 0 and tail < slot and leaves(tail) <= now do
    used = used - at(tail)
    redis.call('HDEL', key, n .. '/' .. text(tail))
    tail = tail + 1
  end
  if used == 0 then tail = slot end
  local add = function(count)
    used, sum = used + count, sum + count
    redis.call('HINCRBY', key, n .. '/' .. text(slot), text(count))
  end

  if l.isQuota and l.used >= 0 and ask.epoch ~= epoch then
    local told = l.used + l.slack
    if told > adopted then
      add(told - adopted)
      adopted = told
    end
    known = '1'
  end
  if l.reading >= 0 then
    if l.reading > used then add(l.reading - used) end
    if now - since >= ${micros(timings.reading)} then known = '1' end
    reading, readAt = l.reading, now
  end
  me.seen[n] = ask.epoch == epoch and l.sum or 0

  local wait = function(count)
    if count > l.part then return -1 end
    local opens = since + keep + width
    if l.isQuota and known then opens = since + ${micros(timings.settle)} end
    if now < opens then return opens - now end
    local freed, which = 0, tail
    while used - freed + count > l.part do
      freed = freed + at(which)
      if used - freed + count <= l.part then return math.max(1000, leaves(which) - now) end
      which = which + 1
    end
    return 0
  end
  local room = function()
    local most = l.part - used
    if not l.isQuota then return most, 0 end
    for id, owner in pairs(owners) do
      if id ~= ask.owner then most = math.min(most, l.slack - (sum - (owner.seen[n] or 0))) end
    end
    return most, ${micros(heartbeatMillis / 5)}
  end

  return {
    fits = function()
      local pause = wait(l.need)
      if pause ~= 0 then return false, pause end
      local most, unheard = room()
      return most >= l.need, unheard
    end,
    close = function(isGranted)
      local count = 0
      if isGranted and l.need > 0 then
        count = math.min(l.want, (room()))
        add(count)
      end
      write(n .. '/used', text(used), n .. '/tail', text(tail), n .. '/sum', text(sum), n .. '/adopted', text(adopted))
      write(n .. '/reading', text(reading), n .. '/readAt', text(readAt), n .. '/since', text(since))
      if known then write(n .. '/known', '1') end
      local isNew = now - readAt < ${micros(3 * heartbeatMillis)}
      return { granted = count, used = used, sum = sum, reading = isNew and reading or -1, learned = -1 }
    end,
  }
end

function open.rate(l)
  local field, interval = l.name .. '/tat', l.intervalMicros
  local tat = tonumber(read(field)[1]) or math.ceil(now + l.burst * interval + ${micros(delayMillis)})
  local owed = math.max(tat - now, 0)
  local most = math.floor((l.part * interval - owed) / interval)
  return {
    fits = function()
      if l.need > l.part then return false, -1 end
      return most >= l.need, math.max(1000, owed - (l.part - l.need) * interval)
    end,
    close = function(isGranted)
      local count = 0
      if isGranted and l.need > 0 then
        count = math.min(l.want, most)
        tat = now + owed + count * interval
      end
      write(field, text(tat))
      return { granted = count, used = math.ceil(owed / interval) + count, sum = 0, reading = -1, learned = -1 }
    end,
  }
end

function open.held(l)
  local n, permits, part, learned = l.name, l.permits, l.part, -1
  if l.learning then
    local how = l.learning
    local f = read(n .. '/learned', n .. '/loweredAt')
    learned = tonumber(f[1]) or how.initial
    if ask.epoch ~= epoch and how.known >= 0 then learned = math.max(how.min, math.min(learned, how.known)) end
    learned = math.min(how.max, learned + math.floor(how.oks * 1000000 / learned))
    if how.kept < 1000 and now - (tonumber(f[2]) or 0) >= 1000000 then
      learned = math.max(how.min, math.floor(learned * how.kept / 1000))
      write(n .. '/loweredAt', text(now))
    end
    write(n .. '/learned', text(learned))
    permits = math.max(0, math.floor(learned / 1000) - how.own)
    part = how.share < 1 and math.min(permits, math.max(1, math.floor(permits * how.share))) or permits
  end
  local mine, others = me.held[n] or 0, 0
  for id, owner in pairs(owners) do
    if id ~= ask.owner then others = others + (owner.held[n] or 0) end
  end
  local most = part - others
  return {
    fits = function()
      if l.need <= mine then return true, 0 end
      if now < began + ${micros(timings.settle)} then return false, began + ${micros(timings.settle)} - now end
      return most >= l.need, ${micros(timings.poll)}
    end,
    close = function(isGranted)
      local count = math.min(l.want, mine)
      if isGranted and l.need > mine then count = math.min(l.want, most) end
      count = math.max(count, l.inUse)
      me.held[n] = count
      return { granted = count, used = others + count, sum = 0, reading = -1, learned = learned }
    end,
  }
end

local limits, fits, waits = {}, true, {}
for i, l in ipairs(ask.limits) do
  limits[i] = open[l.kind](l)
  waits[i] = 0
  if l.need > 0 then
    local isFine, pause = limits[i].fits()
    if not isFine then
      fits = false
      waits[i] = pause < 0 and -1 or math.ceil(pause / 1000)
    end
  end
end
local answers = {}
for i, limit in ipairs(limits) do
  answers[i] = limit.close(fits)
  answers[i].wait = waits[i]
end

local f = read('rest', 'reason')
local till, reason = tonumber(f[1]) or 0, f[2] or 'SOURCE_THROTTLED'
if ask.rest then
  local asked = now + ask.rest.millis * 1000
  if asked > till + 100000 then
    local news = { source = source, by = ask.owner, millis = ask.rest.millis, reason = ask.rest.reason }
    redis.call('PUBLISH', channel, cjson.encode(news))
  end
  if asked > till then
    till, reason = asked, ask.rest.reason
    write('rest', text(till), 'reason', reason)
  end
end

write('now', text(now), 'owners', cjson.encode(owners))
redis.call('PEXPIRE', key, 172800000)
return cjson.encode({
  epoch = epoch,
  now = text(now),
  rest = math.max(0, math.ceil((till - now) / 1000)),
  reason = reason,
  limits = answers,
})
`

export const poolScript = scriptWith(poolTimings)
