/*
 * Follows an event stream many times over, cheaply: a follower in JavaScript costs more than the server it
 * measures. Says on its standard output, one line each:
 *   ready                                        every connection has its first byte
 *   done <seq> <us>                              the last follower got message <seq>, at that time
 *   report <got> <extra> <p50> <p99> <max> <cpu> after "report" on standard input; times in us
 *   caught <us>                                  in catch-up: every connection got what it was owed
 * A message carries "@@", its number in 8 digits and CLOCK_MONOTONIC in us in 16 digits. The report forgets
 * what it reported.
 *
 *   follow <port> <path> <connections> <at once> [<owed> <Last-Event-ID>]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MARK = 26, MESSAGES = 1 << 16, BUFFER = 1 << 16, COMMANDS = -1 };

struct follower {
  int fd, asked, heard, tail_length, last, got;
  char tail[MARK];
};

static struct follower *followers;
static int total, opened, ready, owed, caught, poll_fd, arrived[MESSAGES];
static long long got, extra, started;
static unsigned *latencies;
static size_t latencies_room;
static char request[4096];
static struct sockaddr_in address;

static long long now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void say(const char *word, long long a, long long b) {
  printf("%s %lld %lld\n", word, a, b);
  fflush(stdout);
}

static void watch(int how, int fd, unsigned events, int index) {
  struct epoll_event event = {.events = events, .data.fd = index};
  epoll_ctl(poll_fd, how, fd, &event);
}

static void open_next(void) {
  if (opened == total) return;
  struct follower *f = &followers[opened];
  f->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  f->last = -1;
  int yes = 1;
  setsockopt(f->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  connect(f->fd, (struct sockaddr *)&address, sizeof address);
  watch(EPOLL_CTL_ADD, f->fd, EPOLLOUT, opened++);
}

static void leave(struct follower *f) {
  struct linger at_once = {1, 0};
  setsockopt(f->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(f->fd);
  f->fd = -1;
}

static long long digits(const char *p, int length) {
  long long value = 0;
  while (length--) value = value * 10 + (*p++ - '0');
  return value;
}

/* Returns 1 when the connection has what it came for. */
static int take(struct follower *f, const char *mark, long long now) {
  int seq = (int)digits(mark + 2, 8);
  if (seq < 0 || seq >= MESSAGES) return 0;
  if (owed) return ++f->got == owed;
  if (seq <= f->last) {
    extra++;
    return 0;
  }
  f->last = seq;
  if ((size_t)got == latencies_room) {
    latencies_room = latencies_room ? latencies_room * 2 : 1 << 20;
    latencies = realloc(latencies, latencies_room * sizeof *latencies);
  }
  latencies[got++] = (unsigned)(now - digits(mark + 10, 16));
  if (++arrived[seq] == total) say("done", seq, now);
  return 0;
}

static void hear(struct follower *f) {
  static char buffer[BUFFER + MARK + 1];
  memcpy(buffer, f->tail, f->tail_length);
  ssize_t length = read(f->fd, buffer + f->tail_length, BUFFER);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0) {
    say("closed", 1, 0);
    leave(f);
    return;
  }
  if (!f->heard) {
    f->heard = 1;
    if (memcmp(buffer, "HTTP/1.1 200", 12)) say("refused", 1, 0);
    if (++ready == total && !owed) say("ready", total, now_us());
    if (!owed) open_next();
  }
  char *end = buffer + f->tail_length + length, *at = buffer;
  long long now = now_us();
  f->tail_length = 0;
  while ((at = memmem(at, end - at, "@@", 2))) {
    if (end - at < MARK) break;
    if (take(f, at, now)) {
      leave(f);
      if (++caught == total) say("caught", now_us() - started, 0);
      open_next();
      return;
    }
    at += MARK;
  }
  /* A mark may be cut in two, even between its signs. */
  if (!at && end[-1] == '@') at = end - 1;
  if (at) memcpy(f->tail, at, f->tail_length = end - at);
}

static int smaller(const void *a, const void *b) {
  return (*(unsigned *)a > *(unsigned *)b) - (*(unsigned *)a < *(unsigned *)b);
}

static void report(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  long long cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec +
                  used.ru_stime.tv_usec;
  qsort(latencies, got, sizeof *latencies, smaller);
  printf("report %lld %lld %u %u %u %lld\n", got, extra, got ? latencies[got / 2] : 0,
         got ? latencies[got * 99 / 100] : 0, got ? latencies[got - 1] : 0, cpu);
  fflush(stdout);
  got = extra = 0;
}

int main(int count, char **words) {
  if (count < 5) return 2;
  total = atoi(words[3]);
  owed = count > 5 ? atoi(words[5]) : 0;
  followers = calloc(total, sizeof *followers);
  address.sin_family = AF_INET;
  address.sin_port = htons(atoi(words[1]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: text/event-stream\r\n%s%s%s\r\n",
                        words[2], words[1], count > 6 ? "Last-Event-ID: " : "", count > 6 ? words[6] : "",
                        count > 6 ? "\r\n" : "");
  poll_fd = epoll_create1(0);
  fcntl(0, F_SETFL, O_NONBLOCK);
  watch(EPOLL_CTL_ADD, 0, EPOLLIN, COMMANDS);
  started = now_us();
  for (int i = 0; i < atoi(words[4]); i++) open_next();
  for (;;) {
    struct epoll_event events[256];
    int some = epoll_wait(poll_fd, events, 256, -1);
    for (int i = 0; i < some; i++) {
      if (events[i].data.fd == COMMANDS) {
        char command[64];
        ssize_t read_length = read(0, command, sizeof command);
        if (read_length == 0) return 0;
        if (read_length > 0 && command[0] == 'r') report();
        continue;
      }
      struct follower *f = &followers[events[i].data.fd];
      if (f->asked) {
        hear(f);
      } else {
        f->asked = 1;
        if (write(f->fd, request, length) != length) say("refused", 1, 0);
        watch(EPOLL_CTL_MOD, f->fd, EPOLLIN, events[i].data.fd);
      }
    }
  }
}
