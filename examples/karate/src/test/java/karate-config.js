function fn() {
  const System = Java.type('java.lang.System');
  return {
    baseUrl: System.getenv('BASE_URL'),
    // Not a `-D` property, because every process on the machine could read it.
    auth: { Authorization: `Bearer ${System.getenv('ID_TOKEN')}` },
  };
}
