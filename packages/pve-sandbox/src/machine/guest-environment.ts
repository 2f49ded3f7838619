/**
 * The environment that systemd gives to services in a guest. The stand-ins are in /sbin and go
 * before what the machine lends in /usr.
 */
export const serviceEnvironment: NodeJS.ProcessEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/sbin:/usr/sbin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
};
