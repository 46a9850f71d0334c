"""Web addresses: which are well formed, where they lead, and which of these places are refused."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from compare.errors import RefusedAddress, UnreadableSource

_PORTS = {"http": 80, "https": 443}
# Characters that stand for themselves in an address; all others are written as %XX.
_PATH_SAFE, _QUERY_SAFE = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?[]"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """One web address taken apart; `resource` is path and query as a request names them."""

    scheme: str
    host: str
    port: int
    resource: str

    @property
    def authority(self) -> str:
        """Host and port, the usual port of the scheme left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt applies to."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.resource


def target(url: str) -> Target:
    """The parts of an address; raises UnreadableSource for one that cannot be fetched."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        raise UnreadableSource(url, "not a usable address") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise RefusedAddress(url, "only http and https addresses are fetched")
    if not host or any(not each.isprintable() or each.isspace() for each in url.strip()):
        raise UnreadableSource(url, "not a usable address")
    if parts.username is not None:
        raise RefusedAddress(url, "an address with a password would show it in the report")
    path, query = quote(parts.path or "/", _PATH_SAFE), quote(parts.query, _QUERY_SAFE)
    return Target(scheme, host, port or _PORTS[scheme], urlunsplit(("", "", path, query, "")))


def redirected(base: str, location: str) -> str:
    """The address that a redirect from `base` leads to, without fragment."""
    try:
        if location.strip():
            return urljoin(base, location.strip()).partition("#")[0]
    except ValueError:
        pass
    raise UnreadableSource(base, "redirects to no usable address")


def resolve(goal: Target, *, allow_private: bool) -> list[str]:
    """The numeric addresses of a host, all checked, so that one of them can be connected to.

    Raises RefusedAddress where any of them is private, loopback or the like and this is not
    allowed, or link-local, which never is; UnreadableSource where the name leads nowhere.
    """
    try:
        found = socket.getaddrinfo(goal.host, goal.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreadableSource(goal.url, f"{goal.host} is not known") from None
    numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
    for number in numbers:
        if is_link_local(number):
            # No site lives there, but the keys of a machine in a cloud may be asked for there.
            raise RefusedAddress(goal.url, f"leads to {number}, which no site has for its address")
        if not allow_private and not is_public(number):
            raise RefusedAddress(
                goal.url, f"leads to {number}, which is no public address (--allow-private)"
            )
    return numbers


def is_public(number: str) -> bool:
    """Whether a numeric address belongs to the public internet, and what it wraps does too."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (address, *_wrapped(address)))


def is_link_local(number: str) -> bool:
    """Whether a numeric address, or one that it wraps, is of the kind that no router passes on."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return any(each.is_link_local for each in (address, *_wrapped(address)))


def _wrapped(address: IPAddress) -> list[IPAddress]:
    """The IPv4 addresses that a gateway would take out of an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner: list[IPAddress | None] = [address.ipv4_mapped, address.sixtofour]
    inner += address.teredo or ()
    if address in _NAT64 or address in _COMPATIBLE:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]
